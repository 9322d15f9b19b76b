"""Forms of sign-in, of one's own account, and of people and agencies."""

from typing import Any

from django import forms

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency
from caresight.web.accounts.queries import STATES, agencies
from caresight.web.accounts.roles import Role
from caresight.web.ui.forms import CaresightForm

ROLE_CHOICES = [(role.value, f"{role.label}: {role.meaning}") for role in Role]
KIND_CHOICES = [(kind.value, kind.label) for kind in AgencyKind]


def refused(form: forms.Form, field: str | None, refusal: Refusal) -> None:
    """Say at a field what an operation refused."""
    form.add_error(field, str(refusal))


class SignInForm(CaresightForm):
    """Its errors never say whether a user name exists."""

    username = forms.CharField(
        label="User name or e-mail address",
        max_length=150,
        error_messages={"required": "Enter your user name or e-mail address"},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(CaresightForm):
    """A code of a second factor."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        error_messages={"required": "Enter the code"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "input short",
            }
        ),
    )


class NewPasswordForm(CaresightForm):
    """A password, typed twice."""

    new_password = forms.CharField(
        label="New password",
        help_text="At least 12 characters. Three unrelated words do well.",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter a password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    same_password = forms.CharField(
        label="The same again",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter the password again"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_same_password(self) -> str:
        """Both must be alike."""
        typed: str = self.cleaned_data["same_password"]
        if typed != self.cleaned_data.get("new_password", typed):
            raise forms.ValidationError("The two passwords differ")
        return typed


class OwnPasswordForm(NewPasswordForm):
    """A new password for oneself: the old one proves who asks."""

    password = forms.CharField(
        label="Your password now",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter the password that you have now"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "new_password", "same_password")


class _AgencyChoice(forms.ModelChoiceField[Agency]):
    """Agencies as they are now; read at each page, not at the start."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=agencies().none(), required=False, **kwargs)


class OwnDetailsForm(CaresightForm):
    """How one is called, and where notices reach one."""

    name = forms.CharField(label="Full name", max_length=150, required=False)
    email = forms.EmailField(
        label="E-mail address for notices",
        max_length=254,
        required=False,
        help_text="A notice by e-mail holds no more than a subject and a link.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )


class DetailsForm(OwnDetailsForm):
    """The same of somebody else, and for whom they work."""

    agency = _AgencyChoice(label="Agency", empty_label="No agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["agency"]
        chosen.queryset = agencies()


class RolesForm(CaresightForm):
    """What a person may do."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one role"},
    )


class InviteForm(DetailsForm, RolesForm):
    """Somebody new."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        help_text="What they sign in with. An e-mail address of their work does well.",
        error_messages={"required": "Enter a user name"},
    )
    field_order = ("username", "name", "email", "agency", "roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "email"
        ].help_text = "Where the invitation goes, if this server sends e-mail; later for notices."


class FilterPeopleForm(CaresightForm):
    """What an administrator looks for; what cannot be understood narrows nothing."""

    q = forms.CharField(label="Name, user name or e-mail", max_length=150, required=False)
    agency = _AgencyChoice(label="Agency", empty_label="Any agency")
    role = forms.ChoiceField(
        label="Role", required=False,
        choices=[("", "Any role"), *((role.value, role.label) for role in Role)],
    )  # fmt: skip
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any state"), *STATES.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["agency"]
        chosen.queryset = agencies()


class HomesForm(CaresightForm):
    """The homes that a provider's person sees."""

    homes = forms.MultipleChoiceField(
        label="Homes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="No home ticked means every home that the provider runs.",
    )

    def __init__(self, *args: Any, homes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["homes"]
        chosen.choices = homes


class AgencyForm(CaresightForm):
    """An agency that people work for."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter the agency's name"}
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=KIND_CHOICES,
        help_text="Whose evidence the word of its people counts as follows from the kind.",
    )


class ChangeAgencyForm(AgencyForm):
    """The same, with whether it is still in use."""

    is_active = forms.BooleanField(label="People can be added to it", required=False, initial=True)


class AreaForm(CaresightForm):
    """An area that an agency answers for."""

    area = forms.CharField(
        label="Area",
        max_length=100,
        help_text="Its name or its code, as the list of areas has it.",
        error_messages={"required": "Enter the area's name or code"},
    )


class ProviderForm(CaresightForm):
    """A registered provider that an agency answers for."""

    register = forms.ChoiceField(
        label="Register",
        choices=[("cqc", "Care Quality Commission"), ("cms", "Centers for Medicare and Medicaid")],
    )
    provider_id = forms.CharField(
        label="Provider's number in the register",
        max_length=60,
        help_text="As the register has it, for example 1-101234567.",
        error_messages={"required": "Enter the number"},
    )
