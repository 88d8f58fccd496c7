"""The watch sees what the command must not do; otherwise its silence would prove nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile.command import Room, heard, misdeeds

DEEDS = {
    "open('canary', 'w').close()": ("open", "canary"),
    "os.close(os.open('canary', os.O_CREAT | os.O_WRONLY))": ("open", "canary"),
    "os.mkdir('canary')": ("os.mkdir", "canary"),
    "os.mkdir('canary', dir_fd=os.open('.', os.O_RDONLY))": ("os.mkdir", "canary"),
    "os.symlink('x', 'canary')": ("os.symlink", "canary"),
    "os.system('true')": ("os.system", "true"),
    "subprocess.run(['true'])": ("subprocess.Popen", "true"),
    "os.posix_spawn('/bin/true', ['true'], {})": ("os.posix_spawn", "/bin/true"),
    "os.fork() or os.execv('/bin/true', ['true']); os.wait()": ("os.exec", "/bin/true"),
    "os.fork() or (open('canary', 'w'), os._exit(0)); os.wait()": ("open", "canary"),
    "socket.socket().close()": ("socket.__new__", "socket"),
    "socket.getaddrinfo('localhost', 80)": ("socket.getaddrinfo", "localhost"),
    "pickle.loads(b'cposix\\nsystem\\n.')": ("pickle.find_class", "posix"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_misdeed_is_seen_and_told(deed: str, tmp_path: Path) -> None:
    hear, tell = os.pipe()
    code = f"import os, pickle, socket, subprocess\nfrom tests.hostile.watched import watch\nwatch({tell})\n{deed}\n"
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment, pass_fds=[tell])
    os.close(tell)
    events = heard(hear)
    child.wait()
    told = list(misdeeds(events, Room(tmp_path / "room", tmp_path)))
    event, what = DEEDS[deed]
    assert [each for each in told if each[0] == event and what in each[1]] != [], events


def test_what_the_command_may_do_is_no_misdeed(tmp_path: Path) -> None:
    room = Room(tmp_path, tmp_path / "x")
    fine = [
        ("os.fork", ""),
        ("os.mkdir", str(room.temporary / "openassay-1")),
        ("open", os.devnull),
        ("subprocess.Popen", "/usr/bin/git"),
    ]
    assert list(misdeeds(fine, room)) == []
    assert len(list(misdeeds([("os.fork", ""), ("os.fork", ""), ("subprocess.Popen", "git")], room))) == 2
