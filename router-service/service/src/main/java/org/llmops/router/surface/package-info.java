/** The wire formats clients speak: what comes in from them, and what they get. */
@NullMarked
package org.llmops.router.surface;

import org.jspecify.annotations.NullMarked;
