"""Checks Shadowtape journals. Written by docs/journal-format.md, to show that it is enough.

usage: python3 docs/read_journal.py JOURNAL...
Exit 0: all are sound; 1: a defect, or a file that cannot be read; 2: usage.
"""
import hashlib
import json
import re
import sys
import zlib

LINE_BYTES_MAX = 2**26
TAIL = re.compile(rb',"crc":"([0-9a-f]{8})"\}\Z')
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
VERSION = re.compile(rb'"formatVersion":([0-9]{1,9})[,}]')


def crc_fault(line):
    """What is wrong with the CRC at the end of a line, or None."""
    tail = TAIL.search(line)
    if not tail:
        return 'missing: the line does not end in ,"crc":"xxxxxxxx"}'
    wanted = "%08x" % zlib.crc32(line[:tail.start()])
    found = tail[1].decode()
    return None if found == wanted else "damaged: it is %s, the bytes give %s" % (found, wanted)


def is_value(value):
    """Whether a member may be this: the only arrays are levels, and no number has a fraction."""
    if isinstance(value, list):
        return all(isinstance(pair, list) and [type(part) for part in pair] == [str, str]
                   for pair in value)
    if type(value) is int:
        return 0 <= value < 2**53
    return value is None or isinstance(value, (bool, str))


def decoded(line):
    """The members of a line, or a ValueError with a field and what is wrong with it."""
    fault = crc_fault(line)
    if fault:
        raise ValueError("crc", fault)
    try:
        members = json.loads(line.decode("utf-8"))
        again = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise ValueError("line", "not UTF-8 JSON: %s" % error)
    if not isinstance(members, dict) or again != line:
        raise ValueError("line", "not an object in the one way to write it")
    names = list(members)
    if names[:4] != ["seq", "at", "cause", "type"] or names[-1] != "crc":
        raise ValueError("line", "the members are not seq, at, cause, type, ..., crc")
    for name, value in members.items():
        wanted = {"seq": int, "at": int, "type": str}.get(name, type(value))
        if not is_value(value) or type(value) is not wanted:
            raise ValueError(name, "no such value is allowed: %.80a" % (value,))
    return members


class Reader:
    """One journal, line by line. A line that cannot be read still counts where lines count."""

    def __init__(self, path):
        self.path, self.number, self.defects = path, 0, 0
        self.seq, self.at, self.type = 0, 0, ""
        self.says_states = False
        self.begin_stretch("0" * 64)

    def begin_stretch(self, head):
        self.head, self.lines, self.bytes = head, 0, 0
        self.chain = hashlib.sha256(head.encode())

    def says(self, field, what):
        self.defects += 1
        print("%s:%d: %s: %s" % (self.path, self.number, field, what))

    def expects(self, members, **wanted):
        for field, value in wanted.items():
            found = members.get(field)
            if found != value or type(found) is not type(value):
                self.says(field, "it is %.80a, not %.80a" % (found, value))

    def state_said(self, digest):
        """A seal may say what the state is, if the header lets it; what it is this reader cannot know."""
        if digest is not None and (not self.says_states or not DIGEST.match(str(digest))):
            self.says("stateDigest", "no such value is allowed: %.80a" % (digest,))

    def take(self, line):
        try:
            self.sound(decoded(line))
        except ValueError as error:
            self.says(*error.args)
            self.seq, self.type = self.seq + 1, "unread"
        self.chain.update(line + b"\n")
        self.lines, self.bytes = self.lines + 1, self.bytes + len(line) + 1

    def sound(self, members):
        seq, at, cause, kind = list(members.values())[:4]
        kind = re.sub(r"@[1-9][0-9]*\Z", "", kind)
        self.expects(members, seq=self.seq + 1)
        if at < self.at:
            self.says("at", "it goes back, from %d to %d" % (self.at, at))
        if cause is not None and (type(cause) is not int or not 1 <= cause < seq):
            self.says("cause", "it is %.80a, neither null nor an earlier seq" % (cause,))
        if (kind == "SessionOpened") != (self.number == 1):
            self.says("type", "it is %.80a; SessionOpened is the first line and no other" % kind)
        elif self.number == 1:
            self.expects(members, format="shadowtape-journal", formatVersion=1)
            self.says_states = members.get("stateDigestLinesMax", 0) != 0
        if self.type == "SessionClosed":
            self.says("type", "it is %.80a, behind SessionClosed" % kind)
        if kind == "Sealed":
            self.expects(members, cause=seq - 1, at=self.at, lines=self.lines, bytes=self.bytes)
            self.state_said(members.get("stateDigest"))
        if kind == "SessionClosed":
            if self.type not in ("Sealed", "unread"):
                self.says("type", "SessionClosed, which does not follow a seal")
            self.expects(members, cause=seq - 2, lines=self.number)
        link = {"Sealed": "digest", "SegmentOpened": "predecessor", "SessionClosed": "digest"}.get(kind)
        if link:
            self.expects(members, **{link: self.chain.hexdigest()})
            self.begin_stretch(str(members.get(link)))
        self.seq, self.at, self.type = seq, at, kind

    def read(self):
        """Whether the journal is sound; what is wrong with it is printed."""
        with open(self.path, "rb") as file:
            line = file.readline(LINE_BYTES_MAX)
            version = int((VERSION.search(line) or [0, 1])[1])
            if version > 1 and not (crc_fault(line[:-1]) or "").startswith("damaged"):
                self.number = 1
                self.says("formatVersion", "it is %d, and this reader knows 1" % version)
                return False
            while line.endswith(b"\n"):
                self.number += 1
                self.take(line[:-1])
                line = file.readline(LINE_BYTES_MAX)
        if line:
            self.number += 1
            self.says("line", "torn, %d bytes without a newline" % len(line))
        if self.type != "SessionClosed":
            self.says("type", "cut short: no SessionClosed ends the journal")
        if not self.defects:
            print("%s: sound, %d lines, head %s" % (self.path, self.number, self.head))
        return not self.defects


def main(paths):
    if not paths or paths[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    code = 0
    for path in paths:
        try:
            code = code if Reader(path).read() else 1
        except OSError as error:
            print("%s: cannot be read: %s" % (path, error.strerror))
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
