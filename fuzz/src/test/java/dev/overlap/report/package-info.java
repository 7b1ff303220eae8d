/** Tests of reports. */
@NullMarked
package dev.overlap.report;

import org.jspecify.annotations.NullMarked;
