"""The sign-in form. Its errors never say whether a user name exists."""

from django import forms


class SignInForm(forms.Form):
    username = forms.CharField(
        label="User name or e-mail address",
        max_length=150,
        error_messages={"required": "Enter your user name or e-mail address"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "input"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )
