/** Bringing the stack up, or only what of it is down. */
@NullMarked
package org.llmops.local.starting;

import org.jspecify.annotations.NullMarked;
