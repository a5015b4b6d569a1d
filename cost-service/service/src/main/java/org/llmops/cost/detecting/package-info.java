/** Tells whether an amount is as usual for its hour and day. */
@NullMarked
package org.llmops.cost.detecting;

import org.jspecify.annotations.NullMarked;
