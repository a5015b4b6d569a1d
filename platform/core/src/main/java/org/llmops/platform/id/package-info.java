/** Identifiers that sort by time. */
@NullMarked
package org.llmops.platform.id;

import org.jspecify.annotations.NullMarked;
