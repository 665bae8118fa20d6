"""Certificates are valid on the days that a test chose."""

from datetime import UTC, datetime, timedelta

from tests.identity_provider.keys import (
    clone_certificate,
    make_expired_key_pair,
    make_expiring_key_pair,
    make_key_pair,
)


def test_it_is_valid_today() -> None:
    certificate = make_key_pair("provider").certificate

    assert certificate.not_valid_before_utc < datetime.now(UTC) < certificate.not_valid_after_utc
    assert make_key_pair("provider").private_key.key_size == 2048


def test_it_expired() -> None:
    assert make_expired_key_pair("provider").certificate.not_valid_after_utc < datetime.now(UTC)


def test_it_expires_in_twenty_days() -> None:
    left = make_expiring_key_pair("provider").certificate.not_valid_after_utc - datetime.now(UTC)

    assert timedelta(days=19) <= left <= timedelta(days=20)


def test_a_day_may_be_chosen() -> None:
    day = datetime(2030, 1, 15, 12, tzinfo=UTC)

    certificate = make_key_pair("provider", days_left=3, today=day).certificate

    assert certificate.not_valid_before_utc == datetime(2030, 1, 14, tzinfo=UTC)
    assert certificate.not_valid_after_utc == datetime(2030, 1, 18, tzinfo=UTC)


def test_a_name_is_a_key() -> None:
    now, later = make_key_pair("provider"), make_key_pair("provider", days_left=700)

    assert make_key_pair("provider") is now
    assert later.private_pem == now.private_pem
    assert later.certificate_pem != now.certificate_pem
    assert make_key_pair("next provider").private_pem != now.private_pem


def test_a_clone_looks_like_it() -> None:
    seen = make_key_pair("provider")

    clone = clone_certificate(seen)

    assert clone.certificate.subject == seen.certificate.subject
    assert clone.certificate.serial_number == seen.certificate.serial_number
    assert clone.certificate.public_key() != seen.certificate.public_key()
