/** What somebody should know about money: signals become alerts, one for each subject until it is resolved. */
@NullMarked
package org.llmops.cost.alerts;

import org.jspecify.annotations.NullMarked;
