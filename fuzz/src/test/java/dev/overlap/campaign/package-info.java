/** Campaigns: what is told of claims, in which order rounds come, and how much a campaign remembers. */
@NullMarked
package dev.overlap.campaign;

import org.jspecify.annotations.NullMarked;
