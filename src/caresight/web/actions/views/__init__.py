"""Pages of actions."""

from caresight.web.actions.views.effects import action_effect, action_effect_csv
from caresight.web.actions.views.opening import open_action
from caresight.web.actions.views.reading import action, actions, actions_csv, actions_json
from caresight.web.actions.views.steps import note_on_action, step

__all__ = [
    "action", "action_effect", "action_effect_csv", "actions", "actions_csv", "actions_json",
    "note_on_action", "open_action", "step",
]  # fmt: skip
