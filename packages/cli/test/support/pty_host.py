"""Runs a command in a pseudo-terminal: python3 pty_host.py ROWS COLUMNS COMMAND...

Takes JSON lines from stdin: {"keys": TEXT}, {"size": [ROWS, COLUMNS]}, {"signal": NUMBER} and {"end": true}.
Prints JSON lines: {"output": BASE64}, {"stopped": SIGNAL, "raw": BOOL}, and in the end
{"code": N or null, "signal": N or null, "raw": BOOL}, where raw says whether the terminal was left so.
"""
import base64
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def resize(fd, rows, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def drain(fd, wait):
    while select.select([fd], [], [], wait)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            return
        if not data:
            return
        say({"output": base64.b64encode(data).decode()})


def main():
    rows, columns, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    fd, slave = pty.openpty()
    resize(slave, rows, columns)
    own = lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    streams = {"stdin": slave, "stdout": slave, "stderr": slave}
    pid = subprocess.Popen(command, start_new_session=True, preexec_fn=own, **streams).pid
    kept = termios.tcgetattr(slave)
    is_raw = lambda: termios.tcgetattr(slave)[:4] != kept[:4]
    waiting = b""
    is_open = True
    while True:
        drain(fd, 0.01)
        done, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
        if done == pid:
            drain(fd, 0.05)
            if os.WIFSTOPPED(status):
                say({"stopped": os.WSTOPSIG(status), "raw": is_raw()})
            else:
                ended = os.WIFSIGNALED(status)
                say({
                    "code": None if ended else os.WEXITSTATUS(status),
                    "signal": os.WTERMSIG(status) if ended else None,
                    "raw": is_raw(),
                })
                return
        if is_open and select.select([0], [], [], 0.01)[0]:
            data = os.read(0, 65536)
            is_open = bool(data)
            waiting += data
            *lines, waiting = waiting.split(b"\n")
            for line in lines:
                said = json.loads(line)
                if "keys" in said:
                    os.write(fd, said["keys"].encode())
                if "size" in said:
                    resize(fd, *said["size"])
                if "signal" in said:
                    os.kill(pid, said["signal"])
            if not is_open:
                os.kill(pid, signal.SIGKILL)


main()
