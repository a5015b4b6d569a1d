/** How much of a limit is used: one atomic check over every bucket a call takes from, shared by all instances. */
@NullMarked
package org.llmops.router.buckets;

import org.jspecify.annotations.NullMarked;
