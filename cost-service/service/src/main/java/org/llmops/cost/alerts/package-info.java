/** What somebody should know about money, told once. */
@NullMarked
package org.llmops.cost.alerts;

import org.jspecify.annotations.NullMarked;
