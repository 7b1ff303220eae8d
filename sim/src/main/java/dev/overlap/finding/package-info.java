/**
 * What can be wrong with a reader: the kinds of defect, one defect found, and the witness that is told what happens.
 *
 * <p>Uses {@code win32} only. The rule that a newcomer would break: a defect of the harness is a {@link dev.overlap.finding.HarnessError}, never a
 * {@link dev.overlap.finding.Finding}, and a defect of the reader never the other way round.
 */
@NullMarked
package dev.overlap.finding;

import org.jspecify.annotations.NullMarked;
