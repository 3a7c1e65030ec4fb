import { mount } from "./lib/mount.tsx";
import RegisterPage from "./portal/door/register-page.tsx";

mount(() => <RegisterPage />);
