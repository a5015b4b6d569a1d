/** What a call took and cost, once it is over. */
@NullMarked
package org.llmops.router.settle;

import org.jspecify.annotations.NullMarked;
