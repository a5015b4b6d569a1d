/** Filling a new stack through the public APIs, so that the first call works. */
@NullMarked
package org.llmops.local.seeding;

import org.jspecify.annotations.NullMarked;
