/** Answers that were given before are given again, where a route allows it. */
@NullMarked
package org.llmops.router.recall;

import org.jspecify.annotations.NullMarked;
