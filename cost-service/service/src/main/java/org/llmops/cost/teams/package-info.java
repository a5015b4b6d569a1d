/** Teams: which applications spend the money of whom. */
@NullMarked
package org.llmops.cost.teams;

import org.jspecify.annotations.NullMarked;
