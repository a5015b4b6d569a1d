/** The command {@code llmops}: the whole suite on one machine, without containers. */
@NullMarked
package org.llmops.local;

import org.jspecify.annotations.NullMarked;
