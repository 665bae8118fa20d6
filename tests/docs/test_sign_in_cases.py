"""The table of cases of signing in says what the tests say."""

from tests.sign_in_cases import CASES, PAGE, find_tests, read_names, write_table


def test_the_table_is_what_the_tests_say():
    assert PAGE.read_text(encoding="utf-8") == write_table(), "run: python -m tests.sign_in_cases"


def test_every_number_in_a_test_is_a_case():
    assert set(find_tests()) <= set(CASES)


def test_names_carry_one_case_or_several():
    assert read_names("test_SAML_01_a_right_answer") == ["SAML_01"]
    assert read_names("test_SAML_05_to_07_wrapping") == ["SAML_05", "SAML_06", "SAML_07"]
    assert read_names("test_SAML_15_and_16_comments") == ["SAML_15", "SAML_16"]
    assert read_names("test_something_else") == []
