"""The home folder of the server: made once of Maven's jars, used by all nodes of the machine's project."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.services import Unavailable

HERE = Path(__file__).resolve().parent
VERSION = re.search(r"<elasticsearch.version>(.+?)</", (HERE / "pom.xml").read_text(encoding="utf-8"))[1]
# 8.15 needs the security manager, which Java 24 no longer has.
JAVA_VERSIONS = range(17, 24)
MAVEN_SECONDS = 600
NETTY = "transport-netty4"
OF_NETTY = ("transport-netty4-", "elasticsearch-ssl-config-", "netty-")
# Without this class the server does without native calls, as on a system it does not know. With them it would lock and
# filter nothing we need, and refuse to run as root, which is what builds in containers run as.
LEFT_OUT = "/JnaZstdLibrary$NativeFunctions.class"


def tool(name, package):
    """Return the path of the programme `name` of the JDK or Maven.

    Raises Unavailable, naming the Debian `package` to install, when there is none.
    """
    home = os.environ.get("JAVA_HOME")
    beside = shutil.which(name, path=Path(home) / "bin") if home else None
    found = beside or shutil.which(name)
    if not found:
        raise Unavailable(f"Для Elasticsearch нужна программа {name}. Установите: sudo apt-get install -y {package}")
    return found


def java():
    """Return the path of a Java that can run the server.

    Raises Unavailable when there is none or it is too old or too new.
    """
    path = tool("java", "openjdk-17-jdk-headless")
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) not in JAVA_VERSIONS:
        raise Unavailable(
            f"Elasticsearch {VERSION} работает на Java {JAVA_VERSIONS[0]}–{JAVA_VERSIONS[-1]}, а здесь "
            f"{version[1] if version else 'неизвестная'}. Установите: sudo apt-get install -y openjdk-17-jdk-headless"
        )
    return path


def installed_home(var):
    """Return the server's home folder inside the data folder `var`; make it when it is missing or made of other sources.

    Two processes may ask at once: the second waits for the first. Raises Unavailable when Java or Maven is missing or
    Maven cannot get the jars.
    """
    home = Path(var) / "elasticsearch" / f"{VERSION}-{_stamp()}"
    if home.exists():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with _only_one(home.parent / "lock"):
        if not home.exists():
            # Made aside and renamed: a home that was interrupted half-way is never used.
            with TemporaryDirectory(dir=home.parent) as folder:
                _make_home(Path(folder) / "home")
                (Path(folder) / "home").rename(home)
    return home


def _stamp():
    """Return a short hash of everything a home is made of."""
    sources = sorted(
        path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc" and path.name != "nodes.py"
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


@contextmanager
def _only_one(path):
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_home(home):
    java()
    library, module = home / "lib", home / "modules" / NETTY
    shutil.copytree(HERE / "modules", home / "modules")
    shutil.copytree(HERE / "config", home / "config")
    _copy_jars(library)
    for jar in library.glob("*.jar"):
        if jar.name.startswith(OF_NETTY):
            jar.rename(module / jar.name)
    _leave_out(next(library.glob("elasticsearch-native-*.jar")))
    _compile(home)


def _copy_jars(folder):
    """Let Maven put all jars of pom.xml into `folder`; a jar whose checksum is wrong is refused."""
    command = [tool("mvn", "maven"), "--quiet", "--batch-mode", "--strict-checksums", "--file", HERE / "pom.xml"]
    command += ["dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=MAVEN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"Maven не получил Elasticsearch {VERSION} за {MAVEN_SECONDS} с.") from None
    if run.returncode:
        raise Unavailable(f"Maven не смог получить Elasticsearch {VERSION}:\n{(run.stdout + run.stderr)[-1500:]}")


def _leave_out(jar):
    """Write `jar` anew without the class LEFT_OUT."""
    whole = jar.rename(jar.with_suffix(".whole"))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if not entry.filename.endswith(LEFT_OUT):
                target.writestr(entry, source.read(entry))
    whole.unlink()


def _compile(home):
    """Compile our classes and put each where it is looked for: two of them by the server, one by nodes.py."""
    library = home / "lib"
    with TemporaryDirectory() as folder:
        command = [tool("javac", "openjdk-17-jdk-headless"), "--release", "17", "-cp", library / "*", "-d", folder]
        subprocess.run([*command, *(HERE / "java").glob("*.java")], check=True)
        _pack(folder, "AnsiConsoleLoader", library / "tools" / "ansi-console" / "console.jar")
        _pack(folder, "RootPlugin", home / "modules" / "rest-root" / "root.jar")
        _pack(folder, "Arguments", library / "tools" / "arguments.jar")


def _pack(folder, name, jar):
    """Make `jar` of the class `name` in `folder`."""
    jar.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar, "w") as target:
        for file in Path(folder).rglob(f"{name}.class"):
            target.write(file, file.relative_to(folder))
