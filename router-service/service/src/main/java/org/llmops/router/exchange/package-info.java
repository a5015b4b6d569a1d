/** One call on its way through the router, and what its stages say to each other. */
@NullMarked
package org.llmops.router.exchange;

import org.jspecify.annotations.NullMarked;
