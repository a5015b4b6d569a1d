/** What answers were found to be worth: feedback and scores that eval-service tells, added up beside their cost. */
@NullMarked
package org.llmops.cost.outcomes;

import org.jspecify.annotations.NullMarked;
