/** Where a call goes: the model a client names becomes an ordered list of targets. */
@NullMarked
package org.llmops.router.route;

import org.jspecify.annotations.NullMarked;
