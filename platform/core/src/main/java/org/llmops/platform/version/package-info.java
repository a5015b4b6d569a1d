/** Immutable versions over HTTP. */
@NullMarked
package org.llmops.platform.version;

import org.jspecify.annotations.NullMarked;
