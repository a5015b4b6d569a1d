/** How targets are doing, as this instance sees them. */
@NullMarked
package org.llmops.router.health;

import org.jspecify.annotations.NullMarked;
