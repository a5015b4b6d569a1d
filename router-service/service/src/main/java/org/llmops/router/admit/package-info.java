/** Whether a call may come in at all: limits, and room to record it. */
@NullMarked
package org.llmops.router.admit;

import org.jspecify.annotations.NullMarked;
