/** Who calls: an API key or a token becomes the one caller all later stages know. */
@NullMarked
package org.llmops.router.identify;

import org.jspecify.annotations.NullMarked;
