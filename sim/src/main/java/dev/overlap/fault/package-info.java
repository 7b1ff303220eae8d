/**
 * What may go wrong in a call: which functions and allocations fail, with which errors, and why a correct reader must survive each of them.
 *
 * <p>Data only; what a kernel does with it is the kernel's business. Uses {@code win32}. The rule that a newcomer would break: only what the documents allow,
 * each with its reason, may stand here; a failure that no Windows can give makes every reader look wrong.
 */
@NullMarked
package dev.overlap.fault;

import org.jspecify.annotations.NullMarked;
