/** Amounts of money as whole nano-USD. */
@NullMarked
package org.llmops.platform.money;

import org.jspecify.annotations.NullMarked;
