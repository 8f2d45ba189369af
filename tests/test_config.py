"""Every setting comes from the environment; a wrong one says which and why."""

import ast
import os
import socket
import stat
from pathlib import Path

import pytest

from dilemma import config
from dilemma.config import Config, ConfigWrong, lan, load
from dilemma.words import translations

SECRET = "a-secret-of-more-than-16"


def settings(tmp_path: Path, **given: str) -> Config:
    return load({"DATA_DIR": str(tmp_path / "data")} | given)


def refused(tmp_path: Path, **given: str) -> ConfigWrong:
    with pytest.raises(ConfigWrong) as wrong:
        settings(tmp_path, **given)
    return wrong.value


def test_without_settings_it_listens_everywhere_on_port_8000(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.host, found.port) == ("0.0.0.0", 8000)
    assert found.local_url == "http://localhost:8000"
    assert found.public_url == f"http://{lan('')}:8000"
    assert found.public_fixed is False
    assert found.secure is False
    assert found.live_transport == "own"


def test_every_setting_is_taken_as_given(tmp_path: Path) -> None:
    database = tmp_path / "elsewhere.db"
    assert load(
        {
            "HOST": "127.0.0.1",
            "PORT": "8123",
            "PUBLIC_URL": "https://Spel.Example:8443/",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{database}",
            "SECRET_KEY": SECRET,
            "LIVE_TRANSPORT": "stock",
        }
    ) == Config(
        host="127.0.0.1",
        port=8123,
        public_url="https://spel.example:8443",
        public_fixed=True,
        data=tmp_path,
        database_url=f"sqlite:///{database}",
        secret_key=SECRET,
        live_transport="stock",
    )


def test_an_empty_setting_counts_as_not_given(tmp_path: Path) -> None:
    names = ("HOST", "PUBLIC_URL", "DATABASE_URL", "SECRET_KEY", "LIVE_TRANSPORT")
    empty = dict.fromkeys(names, "")
    assert settings(tmp_path, PORT=" ", **empty) == settings(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("LIVE_TRANSPORT", "eigen", "choose own or stock, or leave it out"),
        ("LIVE_TRANSPORT", "Own", "choose own or stock, or leave it out"),
        ("PORT", "http", "a port is a number from 1 to 65535"),
        ("PORT", "0", "a port is a number from 1 to 65535"),
        ("PORT", "-1", "a port is a number from 1 to 65535"),
        ("PORT", "65536", "a port is a number from 1 to 65535"),
        ("PORT", "8000.0", "a port is a number from 1 to 65535"),
        ("PORT", "٨٠٠٠", "a port is a number from 1 to 65535"),
        ("PORT", "9" * 5000, "a port is a number from 1 to 65535"),
        ("HOST", "localhost/", "this is not an address or a host name"),
        ("HOST", "mijn pc", "this is not an address or a host name"),
        ("HOST", "http://localhost", "this is not an address or a host name"),
        (
            "PUBLIC_URL",
            "spel.example",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "ftp://spel.example",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://spel.example:veel",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://[::1",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://mijn spel.example",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://spél.example",
            "write the whole address, such as https://dilemma.example",
        ),
        (
            "PUBLIC_URL",
            "https://spel.example/dilemma",
            "write only https://, the name and perhaps a port, nothing behind it",
        ),
        (
            "PUBLIC_URL",
            "https://spel.example?a=1",
            "write only https://, the name and perhaps a port, nothing behind it",
        ),
        (
            "PUBLIC_URL",
            "https://spel.example/#top",
            "write only https://, the name and perhaps a port, nothing behind it",
        ),
        (
            "PUBLIC_URL",
            "https://fran:geheim@spel.example",
            "write only https://, the name and perhaps a port, nothing behind it",
        ),
        (
            "DATABASE_URL",
            "postgresql://localhost/dilemma",
            "only sqlite:////path/to/file.db works in this version",
        ),
        (
            "DATABASE_URL",
            "sqlite:///dilemma.db",
            "only sqlite:////path/to/file.db works in this version",
        ),
        ("DATABASE_URL", "sqlite:////no/such/folder/a.db", "the folder does not exist"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name_and_why(
    tmp_path: Path, name: str, value: str, why: str
) -> None:
    wrong = refused(tmp_path, **{name: value})
    assert (wrong.name, wrong.value, wrong.why) == (name, value, why)


@pytest.mark.parametrize("secret", ["dev", "123456789012345"])
def test_a_short_secret_is_refused_and_not_repeated(
    tmp_path: Path, secret: str
) -> None:
    wrong = refused(tmp_path, SECRET_KEY=secret)
    assert (wrong.name, wrong.why) == (
        "SECRET_KEY",
        "use at least 16 characters, or leave it out: one is made for you",
    )
    assert secret not in str(wrong)


def test_every_reason_is_said_in_dutch() -> None:
    reasons = [
        str(node.args[0].value)
        for node in ast.walk(ast.parse(Path(config.__file__).read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "N_"
        and isinstance(node.args[0], ast.Constant)
    ]
    dutch = translations("nl")
    assert len(reasons) == 13
    assert [why for why in reasons if dutch.gettext(why) == why] == []


@pytest.mark.parametrize("folder", ["/dev/null/data", "/proc/data"])
def test_a_folder_that_cannot_be_made_is_refused(folder: str) -> None:
    with pytest.raises(ConfigWrong) as wrong:
        load({"DATA_DIR": folder})
    assert (wrong.value.name, wrong.value.value, wrong.value.why) == (
        "DATA_DIR",
        str(Path(folder).absolute()),
        "this folder cannot be written; choose another or change its rights",
    )


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("not a folder")
    assert refused(tmp_path).value == str(file)


def test_the_data_folder_is_made_and_holds_the_database_and_the_key(
    tmp_path: Path,
) -> None:
    found = settings(tmp_path)
    assert found.data == tmp_path / "data"
    assert found.database_url == f"sqlite:///{tmp_path}/data/dilemma.db"
    assert [path.name for path in found.data.iterdir()] == ["secret.key"]


def test_a_data_folder_may_stand_in_the_folder_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"DATA_DIR": "hier"}).data == tmp_path / "hier"


def test_a_tilde_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load({"DATA_DIR": "~/spel"}).data == tmp_path / "spel"


def test_the_tilde_of_nobody_is_an_ordinary_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"DATA_DIR": "~nobody-here"}).data == tmp_path / "~nobody-here"


def test_a_checkout_keeps_its_data_beside_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(config, "ROOT", tmp_path)
    assert load({}).data == tmp_path / "data"


def test_an_installed_product_keeps_its_data_with_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.setattr(
        config, "user_data_path", lambda name, **_: tmp_path / "share" / name
    )
    assert load({}).data == tmp_path / "share" / "dilemma"


def test_a_secret_key_is_made_once_and_only_its_owner_may_read_it(
    tmp_path: Path,
) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    file = first.data / "secret.key"
    assert len(first.secret_key) >= 64
    assert first.secret_key == second.secret_key == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_commands_at_once_end_up_with_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def somebody_was_first(made: Path, file: Path) -> None:
        file.write_text("the-key-of-the-other-command")
        link(made, file)

    monkeypatch.setattr(os, "link", somebody_was_first)
    found = settings(tmp_path)
    assert found.secret_key == "the-key-of-the-other-command"
    assert [path.name for path in found.data.iterdir()] == ["secret.key"]


def test_a_disk_without_links_holds_a_key_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(made: Path, file: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    found = settings(tmp_path)
    assert [path.name for path in found.data.iterdir()] == ["secret.key"]
    assert settings(tmp_path).secret_key == found.secret_key


def test_two_installations_never_share_a_key(tmp_path: Path) -> None:
    ours, theirs = settings(tmp_path / "ours"), settings(tmp_path / "theirs")
    assert ours.secret_key != theirs.secret_key


def test_a_given_secret_writes_no_key(tmp_path: Path) -> None:
    assert list(settings(tmp_path, SECRET_KEY=SECRET).data.iterdir()) == []


@pytest.mark.parametrize("kept", [b"", b"  \n", b"kort", b"\xff" * 64])
def test_a_key_file_without_a_key_is_refused_rather_than_signed_with(
    tmp_path: Path, kept: bytes
) -> None:
    file = settings(tmp_path).data / "secret.key"
    file.write_bytes(kept)
    wrong = refused(tmp_path)
    assert (wrong.name, wrong.value, wrong.why) == (
        "SECRET_KEY",
        str(file),
        "this file holds no key; remove it and a new one is made",
    )


def test_a_key_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret.key"
    file.mkdir(parents=True)
    assert refused(tmp_path).value == str(file)


@pytest.mark.parametrize(
    ("given", "public", "netloc"),
    [
        ("https://spel.example:443", "https://spel.example", "spel.example"),
        ("http://spel.example:80/", "http://spel.example", "spel.example"),
        ("http://spel.example:443", "http://spel.example:443", "spel.example:443"),
        (
            "http://[2001:DB8::1]:8000",
            "http://[2001:db8::1]:8000",
            "[2001:db8::1]:8000",
        ),
        ("https://192.168.1.5", "https://192.168.1.5", "192.168.1.5"),
    ],
)
def test_the_public_address_is_written_as_browsers_write_it(
    tmp_path: Path, given: str, public: str, netloc: str
) -> None:
    found = settings(tmp_path, PUBLIC_URL=given)
    assert (found.public_url, found.netloc) == (public, netloc)
    assert found.secure is given.startswith("https")


@pytest.mark.parametrize(
    ("host", "local", "public"),
    [
        ("192.168.1.5", "http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        ("zaal.local", "http://zaal.local:8000", "http://zaal.local:8000"),
        ("::1", "http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_a_chosen_address_is_the_one_people_are_sent_to(
    tmp_path: Path, host: str, local: str, public: str
) -> None:
    found = settings(tmp_path, HOST=host)
    assert (found.local_url, found.public_url) == (local, public)


def test_the_address_of_this_machine_is_found_without_sending_anything() -> None:
    socket.inet_aton(lan("0.0.0.0"))  # or it raises


def test_without_a_network_it_is_reached_on_this_machine_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unplugged(socket.socket):
        def connect(self, address: object) -> None:
            raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "socket", Unplugged)
    assert lan("0.0.0.0") == "127.0.0.1"
