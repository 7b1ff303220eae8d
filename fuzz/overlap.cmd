@echo off
rem The overlap command: finds a JDK, builds the jar if it is missing or older than the sources, and runs it.
rem OVERLAP_JAVA_OPTS holds further options for the JVM; they win over those below.
setlocal EnableExtensions DisableDelayedExpansion
for %%i in ("%~dp0..") do set "root=%%~fi"
set "target=%root%\fuzz\target"
set "jar=%target%\overlap.jar"

rem A JDK: 25 if there is one, else the newest from 21 on; of equals the first in this order.
set "jdk="
set "jdk_version=0"
call :consider "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\Amazon Corretto\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*") do call :consider "%%~d"
if %jdk_version%==0 (
    echo overlap: no Java 21 or newer found; install JDK 25, e.g. Temurin 25, or point JAVA_HOME to it>&2
    exit /b 3
)

call :inspect
if %state%==outdated call :build_alone || exit /b 3
if %state%==damaged (
    echo overlap: fuzz\target\overlap.jar is damaged: delete it, and the next call builds it again>&2
    exit /b 3
)

rem A collector or a heap size of the user's replaces ours.
set "given= %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %OVERLAP_JAVA_OPTS% "
set "given=%given:"=%"
set "collector=-XX:+UseG1GC"
if not "%given:GC =%"=="%given%" set "collector="
set "heap=-Xmx256m"
if not "%given:-Xmx=%"=="%given%" set "heap="
if not "%given:-XX:MaxHeapSize=%"=="%given%" set "heap="
if not "%given:-XX:MaxRAM=%"=="%given%" set "heap="

set options=%collector% %heap% -XX:-UsePerfData %OVERLAP_JAVA_OPTS%

rem A JVM that cannot start ends with exit code 1, as if there were findings, so options that somebody has given are tried first. Not those that let in a debugger
rem or another agent: it might wait for somebody.
if "%given: =%"=="" goto run
if not "%given:-agentlib:=%"=="%given%" goto run
if not "%given:-agentpath:=%"=="%given%" goto run
if not "%given:-javaagent:=%"=="%given%" goto run
if not "%given:-Xrun=%"=="%given%" goto run
if not "%given: @=%"=="%given%" goto run
"%jdk%\bin\java.exe" %options% -version >nul 2>nul
if not errorlevel 1 goto run
set "said="
for /f "usebackq delims=" %%s in (`call "%%jdk%%\bin\java.exe" %%options%% -version 2^>^&1`) do call :hear "%%s"
if not defined said set "said=it says nothing"
for /f "delims=" %%s in ("%said%") do echo overlap: this JVM does not start with the options in OVERLAP_JAVA_OPTS, JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS: %%s>&2
exit /b 3

:run
"%jdk%\bin\java.exe" --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED --enable-native-access=ALL-UNNAMED %options% -jar "%jar%" %*
exit /b %ERRORLEVEL%

rem Sets said to %1, the first line that is no remark: those begin with one of these words, or have "warning:" behind the name of the JVM.
:hear
if defined said exit /b 0
for /f "tokens=1,5,6" %%t in (%1) do if not "%%t"=="Picked" if not "%%t"=="NOTE:" if not "%%t"=="Error" if not "%%u"=="warning:" if not "%%v"=="warning:" set "said=%~1"
exit /b 0

rem Takes the JDK in folder %1 if it is better than the one so far: by its release file or, without one, by asking it.
:consider
if %jdk_version%==25 exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
set "version=0"
if not exist "%~1\release" goto ask
for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "version=%%~l"
goto compare
:ask
for /f "usebackq tokens=1-3" %%u in (`call "%~1\bin\java.exe" -version 2^>^&1`) do if "%%v"=="version" set "version=%%~w"
:compare
for /f "tokens=1 delims=.-+_" %%m in ("%version%") do set "version=%%m"
if %version%==25 goto take
if %version% lss 21 exit /b 0
if %version% leq %jdk_version% exit /b 0
:take
set "jdk=%~f1"
set "jdk_version=%version%"
exit /b 0

rem Sets state: outdated, damaged or good.
:inspect
set "state=outdated"
if not exist "%jar%" exit /b 0
set "state=good"
powershell -NoProfile -NonInteractive -Command "$ErrorActionPreference = 'Stop'; Set-Location -LiteralPath $env:root; $built = (Get-Item -LiteralPath $env:jar).LastWriteTimeUtc; $sources = 'pom.xml', 'sim\pom.xml', 'native-real\pom.xml', 'fuzz\pom.xml', 'sim\src\main', 'native-real\src\main', 'fuzz\src\main' | Where-Object { Test-Path $_ }; if (@(Get-Item $sources) + @(Get-ChildItem -Recurse $sources) | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { exit 11 }; try { Add-Type -AssemblyName System.IO.Compression.FileSystem; [IO.Compression.ZipFile]::OpenRead($env:jar).Dispose() } catch { exit 12 }" >nul 2>nul
if %ERRORLEVEL%==11 set "state=outdated"
if %ERRORLEVEL%==12 set "state=damaged"
exit /b 0

rem Only one builds at a time; the others wait, and then find that there is nothing left to do.
:build_alone
if not exist "%target%" mkdir "%target%"
:wait
mkdir "%target%\overlap.lock.d" 2>nul && goto locked
echo overlap: waiting for another build; if there is none, delete fuzz\target\overlap.lock.d>&2
ping -n 3 127.0.0.1 >nul
goto wait
:locked
set "failed=0"
call :inspect
if %state%==outdated call :build
rmdir "%target%\overlap.lock.d"
exit /b %failed%

rem Builds beside the jar and moves it into place, so that an interrupted build leaves none.
:build
where mvn >nul 2>nul || (
    echo overlap: fuzz\target\overlap.jar has to be built, and there is no mvn; install Maven>&2
    set "failed=3"
    exit /b 3
)
echo building fuzz/target/overlap.jar ...>&2
set /a next_version=jdk_version+1
if exist "%jdk%\bin\javac.exe" set "JAVA_HOME=%jdk%"
pushd "%root%"
call mvn -B -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dmaven.test.skip -Dspotless.check.skip -Dmaven.source.skip -Denforcer.skip "-Doverlap.jdk=[%jdk_version%,%next_version%)" -Doverlap.jar=target/overlap-new.jar -pl fuzz -am package 1>&2
if errorlevel 1 set "failed=3"
if %failed%==3 echo overlap: fuzz\target\overlap.jar could not be built: see above>&2
if %failed%==0 move /y "%target%\overlap-new.jar" "%jar%" >nul || set "failed=3"
popd
set "state=good"
exit /b %failed%
