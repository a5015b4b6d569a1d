/** Lets one instance at a time look at a workspace's spend. */
@NullMarked
package org.llmops.cost.looks;

import org.jspecify.annotations.NullMarked;
