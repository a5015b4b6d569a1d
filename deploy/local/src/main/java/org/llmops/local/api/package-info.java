/** The public APIs of the suite, as any client would call them. */
@NullMarked
package org.llmops.local.api;

import org.jspecify.annotations.NullMarked;
