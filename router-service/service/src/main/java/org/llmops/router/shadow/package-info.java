/** Copies of calls to other targets, sent to see how those would have done. */
@NullMarked
package org.llmops.router.shadow;

import org.jspecify.annotations.NullMarked;
