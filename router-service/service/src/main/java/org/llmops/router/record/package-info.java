/** Every call leaves one immutable record. */
@NullMarked
package org.llmops.router.record;

import org.jspecify.annotations.NullMarked;
