/** What goes to the model and what comes from it is shown to the guardrails first. */
@NullMarked
package org.llmops.router.screen;

import org.jspecify.annotations.NullMarked;
