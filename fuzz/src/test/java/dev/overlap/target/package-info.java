/** The fuzz targets as tests: with the seeds of the repository in every build, with a fuzzer when it is asked for. */
@NullMarked
package dev.overlap.target;

import org.jspecify.annotations.NullMarked;
