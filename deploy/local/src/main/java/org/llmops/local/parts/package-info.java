/** The ten programs of the local stack: what each needs, how it is started, and which of them run. */
@NullMarked
package org.llmops.local.parts;

import org.jspecify.annotations.NullMarked;
