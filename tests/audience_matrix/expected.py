"""Who sees what, written by hand from the cast's description; nothing here is computed.

One letter is one audience; the texts of pages, news, files and images for it carry the canary
`kanarie-<letter>`.
"""

AUDIENCES = {
    "A": ["public"],
    "B": ["998/staff"],
    "C": ["998101/staff"],
    "D": ["998101/guardian"],
    "E": ["998101/pupil"],
    "F": ["3.B Egesøskolen/guardian"],
    "G": ["3.B Egesøskolen/pupil"],
    "H": ["7.A Egesøskolen/guardian"],
    "I": ["3.B Tranehøjskolen/guardian"],
    "J": ["Tanglopperne/guardian"],
    "K": ["G99901/staff"],
    "L": ["999/staff"],
    "M": ["998.school/leader"],
    "N": ["Skolebestyrelsen/member"],
    "O": ["Dorte alone"],
    "P": ["3.B Egesøskolen/staff"],
    "Q": ["998102/guardian", "G99901/guardian"],
    "R": ["998111/guardian"],
    "S": ["999101/pupil"],
    "T": ["999.daycare/staff", "999.daycare/guardian"],
}

SEES = {
    "nobody": "A",
    "anna": "ABCP",
    "bo": "AEG",
    "emil": "AE",
    "ella": "A",
    "dorte": "ADFHJOQRT",
    "jonas": "ADFHJQRT",
    "carla": "AIQ",
    "ida": "ABC",
    "henrik": "ABCM",
    "mette": "AKLT",
    "kirsten": "AKLT",
    "sofie": "AB",
    "rasmus": "AB",
    "thea": "ABL",
    "liv": "AE",
    "nina": "AD",
    # Without custody and blocked: nothing that a guardian sees.
    "peter": "A",
    # By the decision of the school, not of the SFO, since a foster mother has no custody.
    "bente": "AD",
    # Her week begins next Monday.
    "nanna": "A",
    "malthe": "AE",
    "noor": "AS",
    "amira": "A",
    "soren": "ADFNR",
}

# In her week, from Monday to Friday.
NANNA_IN_HER_WEEK = "ABCP"

# The texts stand at a school of Lindesø. The home page brings news of the municipalities that
# somebody belongs to alone, so these have nothing of them there.
NOT_OF_LINDESOE = {"nobody", "ella", "mette", "kirsten", "peter", "nanna", "noor", "amira"}

# Addresses that show no audience's texts, whoever asks; each has a control of its own.
WITHOUT_TEXTS = {
    "accessibility",
    "calendar_addresses",
    "choose_language",
    "choose_look",
    "choose_mails",
    "confirmed",
    "cookies",
    "end_other_sessions",
    "end_session",
    "enter_municipality",
    "legal_information",
    "live",
    "local_invitation",
    "local_keys",
    "local_second_step",
    "local_set_up",
    "local_sign_in",
    "local_step_up",
    "login",
    "logout",
    "make_calendar_address",
    "office_idle_times",
    "offline",
    "oidc_answer",
    "oidc_back",
    "oidc_front",
    "oidc_keys",
    "oidc_signed_out",
    "open_sessions",
    "places",
    "privacy",
    "ready",
    "saml_answer",
    "saml_logout",
    "saml_metadata",
    "service_worker",
    "share_contact_details",
    "sign_in_as_cast",
    "sign_in_choose",
    "sign_in_go_on",
    "sign_in_with",
    "step_up",
    "stop_calendar_address",
    "your_information",
}

# The pages of an institution's office, which open by a right alone, whatever somebody sees.
OFFICE = {
    "office",
    "office_add_member",
    "office_approval",
    "office_change_rights",
    "office_give_rights_again",
    "office_rights",
    "office_service_messages",
    "office_sign_out",
    "office_accept_login",
    "office_sign_out_person",
    "office_withdraw_service_message",
    "office_take_rights",
    "office_block",
    "office_child",
    "office_children",
    "office_end_group",
    "office_end_member",
    "office_end_substitute",
    "office_grant",
    "office_group",
    "office_lift",
    "office_local_sign_in",
    "office_name",
    "office_names",
    "office_new_group",
    "office_rename_group",
    "office_substitute",
    "office_withdraw",
    "offices",
}

# Connected systems: boxes, the week, the calendar's part and found things are asked for who looks,
# at systems that are not there here, and their office opens by a right alone;
# `tests/core/connectors` and `tests/cms/events` have them.
CONNECTED = {
    "api_connections",
    "api_institution_connections",
    "box",
    "box_list",
    "boxes",
    "boxes_of",
    "calendar_systems",
    "connections_where",
    "launch",
    "office_add_connection",
    "office_change_connection",
    "office_connection",
    "office_connection_settings",
    "office_connection_sheet",
    "office_connections",
    "office_name_connection",
    "office_new_connection",
    "office_new_rule",
    "office_rule",
    "office_try_connection",
    "open_entry",
    "portal_connector",
    "portal_connectors",
    "search_systems",
    "week",
    "week_content",
}

# Read confirmation: the button takes only what is sent, the report opens by a right alone.
CONFIRMING = {
    "confirm",
    "confirmations",
    "confirm_document",
    "confirmations_of_document",
    "enter_confirmation",
    "enter_confirmation_of_document",
    "export_confirmations",
    "export_confirmations_of_document",
    "export_confirmations_to_excel",
    "export_confirmations_to_excel_of_document",
    "remind",
    "remind_of_document",
}

# Writing opens by a right alone, as the offices do.
WRITING = {
    "choose_legal_information",
    "keep_page",
    "put_back",
    "record_page",
    "rewrite_event",
    "rewrite_news",
    "take_down",
    "empty_event_sheet",
    "write_event",
    "write_events",
    "write_event_where",
    "write_news",
    "write_news_where",
}

# The stories of a group's days, which show no audience's texts here; `tests/cms/daily` has them.
DAILY = {"notes", "rewrite_note", "write_note"}

# Writing the menu of a week opens by a right alone.
MENUS = {"rewrite_menu", "write_menu"}

# What one does with forms: open to who sees the form, and its answers to who receives them.
FORMS = {
    "answer_form",
    "change_answer",
    "decide_answer",
    "export_answers",
    "export_answers_to_excel",
    "form_answers",
    "withdraw_answer",
}

# Looking after a folder opens by a right alone; a document's old files to those who have it.
LIBRARY = {"arrange_folder", "delete_document", "document_version", "edit_document"}

# Answering for pages opens by a right alone; who has none finds no list either.
REVIEWING = {"archive_page", "restore_page", "review_page", "reviews"}
