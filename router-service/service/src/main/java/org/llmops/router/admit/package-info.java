/** Whether a call may come in, and go on to its model: room to record it, permission, and limits. */
@NullMarked
package org.llmops.router.admit;

import org.jspecify.annotations.NullMarked;
