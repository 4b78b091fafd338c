/** The key is in nothing that a run leaves behind, whatever the service answers: the second half of the operations. */
import { fastTime } from './keyTime';
import { drivePart } from './keyDrive';

fastTime();
drivePart(1);
