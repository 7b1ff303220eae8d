/**
 * The judges: one file for each group of defects, told what happens, silent as long as it is legal.
 *
 * <p>Uses {@code finding} and {@code schedule}. The rule that a newcomer would break: an oracle has a test that it fires and one that it stays silent on the
 * look-alike that Windows allows.
 */
@NullMarked
package dev.overlap.oracle;

import org.jspecify.annotations.NullMarked;
