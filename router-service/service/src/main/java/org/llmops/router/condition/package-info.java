/** Conditions that routes put on calls, written in CEL, the Common Expression Language. */
@NullMarked
package org.llmops.router.condition;

import org.jspecify.annotations.NullMarked;
