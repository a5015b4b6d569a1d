/** Pseudonyms that outlive a call: the values behind them, encrypted and for a time, and who may have them back. */
@NullMarked
package org.llmops.guardrail.vault;

import org.jspecify.annotations.NullMarked;
