/**
 * The contract: every Win32 function that Overlap knows, one Java method each, and the types that go in and out of them.
 *
 * <p>Two kernels implement {@link dev.overlap.win32.Win32}, the simulated one and, through JNA, the real one; a reader can not tell which one
 * it talks to. Where a kernel must bring its own (memory, OVERLAPPED, thread-pool objects) the type is an interface, everything else is a value.
 * This package uses nothing: no other package of Overlap, no type of a native library.
 *
 * <p>The rule that a newcomer would break: a method answers what Windows answers. The value is returned, the error stands in
 * {@link dev.overlap.win32.HandleFunctions#getLastError() getLastError} of the calling thread, and there is no exception for an error that
 * Windows reports.
 *
 * <p>Javadoc cites Microsoft's page by its name, and facts by ids that {@code sim/FACTS.md} explains: {@code 0.1.2} is one of the pipe model's ten
 * first facts; {@code F6} is a contract fact; {@code R01} to {@code R16}, {@code I01} to {@code I08}, {@code T01} to {@code T07} and two digits after
 * A, C, D, E, M, W or X are rows of the pipe model's tables; every other letter with a number, {@code K47}, {@code TH6} or {@code T14}, is a row of
 * the conformance catalogue.
 */
@NullMarked
package dev.overlap.win32;

import org.jspecify.annotations.NullMarked;
